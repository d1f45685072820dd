// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls.h"

#include "facade/certificates.h"
#include "invalid.h"
#include "serve.h"
#include "terminal.h"

namespace app {

using namespace Qt::StringLiterals;
using engine::Result;
using engine::net::TlsConfig;

namespace {

constexpr QLatin1StringView defaultAddress = "127.0.0.1:5671"_L1;

/// The one in the data directory, unless files were named; what was said about verifying and user names holds for either.
void useLocalCertificate(Options &options)
{
    TlsConfig &tls = options.engine.tls;
    const auto local = engine::facade::localCertificate(options.engine.dataDirectory);
    if (!local || !tls.certificateFile.isEmpty() || !tls.keyFile.isEmpty())
        return;
    tls.certificateFile = local->certificateFile;
    tls.keyFile = local->keyFile;
    if (!tls.caFile.isEmpty())
        return;
    tls.caFile = local->caFile;
    tls.verifyPeer = tls.verifyPeer || !options.tlsVerifyGiven;
}

} // namespace

Result<qsizetype> readTlsCommand(const QStringList &arguments, Options &options)
{
    options.mode = Options::Mode::Tls;
    const QString what = arguments.value(1);
    if (what == u"create")
        return qsizetype(1);
    options.clientCertificate = arguments.value(2);
    if (what == u"client" && !options.clientCertificate.isEmpty() && !options.clientCertificate.startsWith(u'-'))
        return qsizetype(2);
    return invalid(u"tls takes create, or client and a name; try --help"_s);
}

Result<void> completeTls(Options &options)
{
    if (options.mode == Options::Mode::Tls)
        return {};
    if (!options.demo) // which has a data directory of its own
        useLocalCertificate(options);
    const TlsConfig &tls = options.engine.tls;
    if (tls.certificateFile.isEmpty() != tls.keyFile.isEmpty())
        return invalid(u"--tls-cert and --tls-key belong together"_s);
    if (tls.verifyPeer && tls.caFile.isEmpty())
        return invalid(u"--tls-verify needs --tls-ca: who may sign clients' certificates"_s);
    const bool hasCertificate = !tls.certificateFile.isEmpty();
    if (options.engine.amqpsAddress && !hasCertificate)
        return invalid(
            u"--amqps needs a certificate: --tls-cert and --tls-key, or one made by sightglass tls create"_s);
    if (hasCertificate && !options.amqpsGiven)
        options.engine.amqpsAddress = defaultAddress;
    return {};
}

int makeCertificates(const Options &options)
{
    const Result<QStringList> made =
        engine::facade::makeCertificates(options.engine.dataDirectory, options.clientCertificate);
    if (!made) {
        tellError(made.error().detail);
        return CanNotRun;
    }
    for (const QString &path : *made)
        tell(path);
    return Success;
}

} // namespace app
