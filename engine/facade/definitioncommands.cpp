// SPDX-License-Identifier: GPL-3.0-or-later
#include "facade/definitioncommands.h"

#include "core/broker.h"
#include "core/policies.h"
#include "facade/definitionexport.h"
#include "facade/definitionimport.h"

namespace engine::facade {

namespace {

std::optional<QByteArray> utf8Of(const std::optional<QString> &name)
{
    return name ? std::optional(name->toUtf8()) : std::nullopt;
}

} // namespace

template <typename T>
void DefinitionCommands::finish(const AnswerPtr<T> &answer, Result<T> result)
{
    if (!result.ok() || !m_broker.hasUncommittedDefinitions()) {
        answer->finish(std::move(result));
    } else {
        m_broker.whenCommitted([answer, result = std::move(result)](bool ok) {
            if (ok)
                answer->finish(result);
            else
                answer->finish(Error{BrokerError::StorageFailed, QStringLiteral("the change could not be stored")});
        });
    }
    m_broker.settle();
}

void DefinitionCommands::putPolicy(const PolicySpec &spec, const AnswerPtr<void> &answer)
{
    finish<void>(answer, m_broker.policies().put({spec.virtualHost.toUtf8(), spec.name.toUtf8(), spec.pattern.toUtf8(),
                                                  spec.applyTo, spec.priority, spec.definition, spec.isOperator}));
}

void DefinitionCommands::deletePolicy(const QString &virtualHost, const QString &name, bool isOperator,
                                      const AnswerPtr<void> &answer)
{
    finish<void>(answer, m_broker.policies().remove(virtualHost.toUtf8(), isOperator, name.toUtf8()));
}

void DefinitionCommands::exportDefinitions(const std::optional<QString> &virtualHost,
                                           const AnswerPtr<ExportedDefinitions> &answer) const
{
    answer->finish(facade::exportDefinitions(m_broker, utf8Of(virtualHost), m_version));
}

void DefinitionCommands::importDefinitions(const QByteArray &json, const std::optional<QString> &virtualHost,
                                           OnConflict onConflict, const AnswerPtr<ImportReport> &answer)
{
    const Result<QJsonObject> file = parseDefinitions(json);
    if (!file)
        return answer->finish(file.error());
    const Imported imported = facade::importDefinitions(m_broker, m_window, *file, utf8Of(virtualHost), onConflict);
    m_scram.run(imported.passwords, [this, answer, report = imported.report] { finish<ImportReport>(answer, report); });
    m_broker.settle();
}

} // namespace engine::facade
