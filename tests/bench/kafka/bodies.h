// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies: some thousand different texts of one size, the kind of record that applications write (fields with names, ids,
// amounts, words), so that a compression has the work that it has there. The same ones every time. Thread: any.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bench::kafka {

class Bodies
{
public:
    explicit Bodies(std::size_t size);
    const char *at(std::uint64_t index) const { return m_bodies[index % Count].data(); }

private:
    static constexpr std::size_t Count = 4096;
    std::vector<std::string> m_bodies;
};

} // namespace bench::kafka
