// SPDX-License-Identifier: GPL-3.0-or-later
// sightglass as a process, in a temporary directory: what it prints, what it answers, how it ends.
#pragma once

#include <QElapsedTimer>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace test {

using namespace Qt::StringLiterals;

constexpr int patienceMs = 20000;

class Program
{
public:
    explicit Program(const QStringList &arguments, const QString &display = u"offscreen"_s)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_QPA_PLATFORM"_s, display);
        environment.insert(u"QT_LOGGING_RULES"_s, u"*.debug=false"_s);
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(SIGHTGLASS_BINARY), arguments);
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished(patienceMs);
    }

    QProcess &process() { return m_process; }
    /// Lines of standard output up to and with this one; empty if it does not come.
    QStringList waitForLine(const QString &line)
    {
        const bool came = QTest::qWaitFor([&] { return output().contains(line); }, patienceMs);
        return came ? output() : QStringList();
    }
    QStringList output()
    {
        m_output += m_process.readAllStandardOutput();
        return QString::fromLocal8Bit(m_output).split(u'\n', Qt::SkipEmptyParts);
    }
    QStringList errors()
    {
        m_errors += m_process.readAllStandardError();
        return QString::fromLocal8Bit(m_errors).split(u'\n', Qt::SkipEmptyParts);
    }
    /// The exit code; -1 where it crashed or goes on.
    int end()
    {
        const bool ended = QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, patienceMs);
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    int endWith(int signal)
    {
        ::kill(pid_t(m_process.processId()), signal);
        return end();
    }
    quint16 amqpPort()
    {
        for (const QString &line : waitForLine(u"ready"_s)) {
            if (line.startsWith(u"listening amqp "))
                return line.section(u':', -1).toUShort();
        }
        return 0;
    }

private:
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
};

/// True once the broker has answered a protocol header with connection.start.
inline bool speaksAmqp(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, port);
    if (!socket.waitForConnected(patienceMs))
        return false;
    socket.write(QByteArray("AMQP\0\0\x09\x01", 8));
    return socket.waitForReadyRead(patienceMs) && socket.read(1) == QByteArray("\x01", 1);
}

} // namespace test
