// SPDX-License-Identifier: GPL-3.0-or-later
#include "bodies.h"

#include <random>

namespace bench::kafka {

namespace {

constexpr const char *Words[] = {"amber",  "basalt",  "cedar", "delta", "ember",  "fjord", "garnet", "harbor",
                                 "iris",   "juniper", "kelp",  "linen", "marble", "north", "oak",    "pearl",
                                 "quartz", "river",   "slate", "tidal", "umber",  "vale",  "willow", "zinc"};

std::string body(std::mt19937_64 &random, std::size_t size)
{
    const auto number = [&](std::uint64_t below) { return std::to_string(random() % below); };
    std::string text = "{\"order\":" + number(100'000'000) + ",\"customer\":\"c-" + number(1'000'000) +
                       "\",\"amount\":" + number(100'000) + "." + number(100) + ",\"currency\":\"EUR\",\"lines\":[";
    while (text.size() < size) {
        text += "{\"sku\":\"" + std::string(Words[random() % std::size(Words)]) + "-" + number(10'000) +
                "\",\"count\":" + number(50) + ",\"price\":" + number(10'000) + "},";
    }
    text.resize(size);
    return text;
}

} // namespace

Bodies::Bodies(std::size_t size)
{
    std::mt19937_64 random(4711);
    m_bodies.reserve(Count);
    for (std::size_t index = 0; index < Count; ++index)
        m_bodies.push_back(body(random, size));
}

} // namespace bench::kafka
