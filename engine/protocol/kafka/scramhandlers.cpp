// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/accesscontrol.h"
#include "core/scram.h"
#include "protocol/kafka/handlers.h"
#include "protocol/kafka/seenbefore.h"
#include "wire/kafka/api/alteruserscramcredentials.h"
#include "wire/kafka/api/describeuserscramcredentials.h"

#include <map>

namespace engine::protocol::kafka {

using namespace wire::kafka;
using core::ScramCredential;
using core::ScramMechanism;

namespace {

using CredentialAnswer = DescribeUserScramCredentialsResponse::DescribeUserScramCredentialsResult;
using Deletion = AlterUserScramCredentialsRequest::ScramCredentialDeletion;
using Upsertion = AlterUserScramCredentialsRequest::ScramCredentialUpsertion;

constexpr qsizetype maxName = 255; // as every protocol here takes it

/// KIP-554's numbers: 1 and 2; 0 is none.
qint8 numberOf(ScramMechanism mechanism)
{
    return qint8(qint8(mechanism) + 1);
}

std::optional<ScramMechanism> mechanismOf(qint8 number)
{
    for (const ScramMechanism mechanism : core::scramMechanisms) {
        if (numberOf(mechanism) == number)
            return mechanism;
    }
    return std::nullopt;
}

// ---- describing

CredentialAnswer describedUser(const core::AccessControl &access, const QByteArray &user)
{
    CredentialAnswer result;
    result.user = user;
    for (const ScramMechanism mechanism : core::scramMechanisms) {
        if (const ScramCredential *credential = access.scramCredential(user, mechanism))
            result.credentialInfos.append({numberOf(mechanism), credential->iterations});
    }
    if (result.credentialInfos.isEmpty() || !access.user(user)) {
        result.credentialInfos.clear();
        result.errorCode = ErrorCode::ResourceNotFound;
        result.errorMessage = "Attempt to describe a user credential that does not exist: " + user;
    }
    return result;
}

void describeAll(const core::AccessControl &access, QList<CredentialAnswer> &results)
{
    for (const auto &[name, user] : access.users()) {
        if (CredentialAnswer result = describedUser(access, name); result.errorCode == ErrorCode::None)
            results.append(std::move(result));
    }
}

void describeNamed(const core::AccessControl &access, const DescribeUserScramCredentialsRequest &request,
                   QList<CredentialAnswer> &results)
{
    std::map<QByteArray, int> counts;
    for (const auto &wanted : *request.users)
        ++counts[wanted.name];
    for (const auto &[name, count] : counts) {
        CredentialAnswer &result = results.emplaceBack(describedUser(access, name));
        if (count == 1)
            continue;
        result = {};
        result.user = name;
        result.errorCode = ErrorCode::DuplicateResource;
        result.errorMessage = "Cannot describe SCRAM credentials for the same user twice in a single request: " + name;
    }
}

// ---- altering

/// All that a request wants for one user. It is done as a whole, or not at all.
struct Wanted
{
    QList<ScramMechanism> deletions;
    QList<ScramCredential> upsertions;
    std::optional<Refusal> refusal;
};

class Alteration
{
public:
    explicit Alteration(core::AccessControl &access)
        : m_access(access)
    {}
    void want(const Deletion &deletion);
    void want(const Upsertion &upsertion);
    void refuseAll(const Refusal &refusal);
    AlterUserScramCredentialsResponse run();

private:
    std::optional<Refusal> checkTarget(const QByteArray &user, qint8 mechanism);
    std::optional<Refusal> checkUpsertion(const Upsertion &upsertion);
    std::optional<Refusal> alter(const QByteArray &user, const Wanted &wanted);

    core::AccessControl &m_access;
    std::map<QByteArray, Wanted> m_users;
    SeenBefore<std::pair<QByteArray, qint8>> m_seen;
};

std::optional<Refusal> Alteration::checkTarget(const QByteArray &user, qint8 mechanism)
{
    if (user.isEmpty())
        return Refusal(ErrorCode::UnacceptableCredential, "Username must not be empty");
    if (user.size() > maxName)
        return Refusal(ErrorCode::UnacceptableCredential, "Username is too long");
    if (!mechanismOf(mechanism))
        return Refusal(ErrorCode::UnsupportedSaslMechanism, "Unknown SCRAM mechanism");
    if (m_seen({user, mechanism}))
        return Refusal(ErrorCode::DuplicateResource, "A user credential cannot be altered twice in the same request");
    return std::nullopt;
}

void Alteration::want(const Deletion &deletion)
{
    Wanted &wanted = m_users[deletion.name];
    std::optional<Refusal> refusal = checkTarget(deletion.name, deletion.mechanism);
    if (!refusal && !m_access.scramCredential(deletion.name, *mechanismOf(deletion.mechanism)))
        refusal = Refusal(ErrorCode::ResourceNotFound, "Attempt to delete a user credential that does not exist");
    if (refusal)
        wanted.refusal = refusal;
    else
        wanted.deletions.append(*mechanismOf(deletion.mechanism));
}

std::optional<Refusal> Alteration::checkUpsertion(const Upsertion &upsertion)
{
    if (upsertion.iterations < core::scramIterations)
        return Refusal(ErrorCode::UnacceptableCredential, "Too few iterations");
    if (upsertion.iterations > core::maxScramIterations)
        return Refusal(ErrorCode::UnacceptableCredential, "Too many iterations");
    if (upsertion.salt.isEmpty() || upsertion.salt.size() > core::maxScramSaltSize)
        return Refusal(ErrorCode::UnacceptableCredential, "The salt is empty or too long");
    if (upsertion.saltedPassword.size() != core::scramHashSize(*mechanismOf(upsertion.mechanism)))
        return Refusal(ErrorCode::UnacceptableCredential, "The salted password is not one of the mechanism");
    return std::nullopt;
}

void Alteration::want(const Upsertion &upsertion)
{
    Wanted &wanted = m_users[upsertion.name];
    std::optional<Refusal> refusal = checkTarget(upsertion.name, upsertion.mechanism);
    if (!refusal)
        refusal = checkUpsertion(upsertion);
    if (refusal)
        wanted.refusal = refusal;
    else
        wanted.upsertions.append(core::scramCredential(upsertion.name, *mechanismOf(upsertion.mechanism),
                                                       upsertion.salt, upsertion.iterations, upsertion.saltedPassword));
}

void Alteration::refuseAll(const Refusal &refusal)
{
    for (auto &[name, wanted] : m_users)
        wanted.refusal = refusal;
}

/// A user that is not there is made: without a password, which has not been told, without tags and permissions.
std::optional<Refusal> Alteration::alter(const QByteArray &user, const Wanted &wanted)
{
    for (const ScramMechanism mechanism : wanted.deletions)
        m_access.removeScramCredential(user, mechanism);
    if (!wanted.upsertions.isEmpty() && !m_access.user(user)) {
        if (const Result<void> made = m_access.putUser({user, {}, core::PasswordHashing::Sha256, {}}); !made)
            return made.error();
    }
    for (const ScramCredential &credential : wanted.upsertions) {
        if (const Result<void> set = m_access.setScramCredential(credential); !set)
            return set.error();
    }
    return std::nullopt;
}

AlterUserScramCredentialsResponse Alteration::run()
{
    AlterUserScramCredentialsResponse response;
    for (const auto &[name, wanted] : m_users) {
        const std::optional<Refusal> refusal = wanted.refusal ? wanted.refusal : alter(name, wanted);
        auto &result = response.results.emplaceBack();
        result.user = name;
        if (refusal) {
            result.errorCode = refusal->code;
            result.errorMessage = refusal->text;
        }
    }
    return response;
}

constexpr const char *notAllowed = "Only users with the tag 'administrator' see and change what users log in with";

} // namespace

void handle(const Call<DescribeUserScramCredentialsRequest> &call)
{
    const core::AccessControl &access = call.session.broker().access();
    DescribeUserScramCredentialsResponse response;
    if (!call.session.isAdministrator()) {
        response.errorCode = ErrorCode::ClusterAuthorizationFailed;
        response.errorMessage = QByteArray(notAllowed);
    } else if (call.request.users && !call.request.users->isEmpty()) {
        describeNamed(access, call.request, response.results);
    } else {
        describeAll(access, response.results);
    }
    call.reply.send(response);
}

void handle(const Call<AlterUserScramCredentialsRequest> &call)
{
    Alteration alteration(call.session.broker().access());
    for (const Deletion &deletion : call.request.deletions)
        alteration.want(deletion);
    for (const Upsertion &upsertion : call.request.upsertions)
        alteration.want(upsertion);
    if (!call.session.isAdministrator())
        alteration.refuseAll({ErrorCode::ClusterAuthorizationFailed, notAllowed});
    call.reply.sendWhenCommitted(call.session.broker(), alteration.run(),
                                 [](AlterUserScramCredentialsResponse &failed) { markLost(failed.results); });
}

} // namespace engine::protocol::kafka
