// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openfiles.h"

#include <limits>

#include <sys/resource.h>

namespace engine::net {

qint64 raiseOpenFilesLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 1024; // the customary one
    if (limit.rlim_cur < limit.rlim_max) {
        const rlimit raised{limit.rlim_max, limit.rlim_max};
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    const auto most = rlim_t(std::numeric_limits<qint64>::max());
    return qint64(limit.rlim_cur < most ? limit.rlim_cur : most);
}

} // namespace engine::net
