# SPDX-License-Identifier: GPL-3.0-or-later
# Language level, warnings, sanitizers, and the faster tools when they are installed.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(SIGHTGLASS_CCACHE ccache)
    if(SIGHTGLASS_CCACHE)
        set(CMAKE_C_COMPILER_LAUNCHER "${SIGHTGLASS_CCACHE}")
        set(CMAKE_CXX_COMPILER_LAUNCHER "${SIGHTGLASS_CCACHE}")
    endif()
endif()

find_program(SIGHTGLASS_MOLD mold)
if(SIGHTGLASS_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Werror -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_compile_options(-Wno-unknown-warning-option)
endif()
add_compile_definitions(
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING
    QT_USE_QSTRINGBUILDER QT_DISABLE_DEPRECATED_BEFORE=0x060400)

if(SIGHTGLASS_PRECOMPILE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>) # ccache asks for it
endif()

if("undefined" IN_LIST SIGHTGLASS_SANITIZE AND "address" IN_LIST SIGHTGLASS_SANITIZE)
    # Asked at every access through a pointer, which takes long to compile; the other sanitizer finds both when they happen.
    set(quiet -fno-sanitize=null,object-size)
endif()
foreach(sanitizer IN LISTS SIGHTGLASS_SANITIZE)
    # What a sanitizer finds ends the program: a report that only scrolls by would let the test pass.
    add_compile_options(-fsanitize=${sanitizer} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${sanitizer})
endforeach()
add_compile_options(${quiet})

if(SIGHTGLASS_FUZZ)
    # Coverage feedback from all of our code; the fuzz targets add libFuzzer's main() when they link.
    add_compile_options(-fsanitize=fuzzer-no-link)
endif()
