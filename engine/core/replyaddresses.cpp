// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/replyaddresses.h"

#include <QRandomGenerator>

#include <array>

namespace engine::core {

QByteArray ReplyAddresses::add(Channel *channel)
{
    std::array<quint32, 4> random;
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const QByteArray bytes(reinterpret_cast<const char *>(random.data()), sizeof random);
    const QByteArray token = bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const QByteArray address = pseudoQueue.toByteArray() + "." + token;
    m_channels[address] = channel;
    return address;
}

void ReplyAddresses::remove(const QByteArray &address)
{
    m_channels.erase(address);
}

Channel *ReplyAddresses::find(const QByteArray &address) const
{
    if (!address.startsWith(pseudoQueue))
        return nullptr;
    const auto it = m_channels.find(address);
    return it == m_channels.end() ? nullptr : it->second;
}

} // namespace engine::core
