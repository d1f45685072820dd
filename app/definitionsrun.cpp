// SPDX-License-Identifier: GPL-3.0-or-later
#include "definitionsrun.h"

#include "serve.h"

#include <QFuture>

namespace app {

using namespace Qt::StringLiterals;
using engine::ImportedItem;
using engine::Result;

namespace {

QString placeOf(const ImportedItem &item)
{
    return item.virtualHost.isEmpty() ? item.name : item.name % u" in "_s % item.virtualHost;
}

DefinitionsAnswer answerOf(const engine::ImportReport &report)
{
    DefinitionsAnswer answer;
    for (const ImportedItem &item : report.items) {
        const QString why = item.detail.isEmpty() ? QString() : QString(u": "_s % item.detail);
        answer.lines += engine::outcomeName(item.outcome) % u"  "_s % item.kind % u' ' % placeOf(item) % why;
    }
    answer.lines += report.summary();
    answer.exitCode = report.isComplete() ? Success : LeftOut;
    return answer;
}

DefinitionsAnswer answerOf(const engine::ExportedDefinitions &exported)
{
    return {{}, exported.notes, exported.json, Success};
}

template <typename T>
void whenDone(QFuture<Result<T>> future, QObject *context, std::function<void(const DefinitionsAnswer &)> done)
{
    future.then(context, [done](const Result<T> &result) {
        done(result ? answerOf(*result) : DefinitionsAnswer{{}, {result.error().detail}, {}, CanNotRun});
    });
}

} // namespace

void runRequest(engine::BrokerSession &session, const DefinitionsRequest &request, QObject *context,
                std::function<void(const DefinitionsAnswer &)> done)
{
    const auto onConflict = request.replaces ? engine::OnConflict::Replace : engine::OnConflict::Keep;
    if (request.isImport)
        whenDone(session.importDefinitions(request.file, request.virtualHost, onConflict), context, std::move(done));
    else
        whenDone(session.exportDefinitions(request.virtualHost), context, std::move(done));
}

QDataStream &operator<<(QDataStream &out, const DefinitionsRequest &request)
{
    return out << request.isImport << request.virtualHost.has_value() << request.virtualHost.value_or(QString())
               << request.replaces << request.file;
}

QDataStream &operator>>(QDataStream &in, DefinitionsRequest &request)
{
    bool hasHost = false;
    QString host;
    in >> request.isImport >> hasHost >> host >> request.replaces >> request.file;
    request.virtualHost = hasHost ? std::optional(host) : std::nullopt;
    return in;
}

QDataStream &operator<<(QDataStream &out, const DefinitionsAnswer &answer)
{
    return out << answer.lines << answer.problems << answer.file << qint32(answer.exitCode);
}

QDataStream &operator>>(QDataStream &in, DefinitionsAnswer &answer)
{
    qint32 exitCode = CanNotRun;
    in >> answer.lines >> answer.problems >> answer.file >> exitCode;
    answer.exitCode = exitCode;
    return in;
}

} // namespace app
