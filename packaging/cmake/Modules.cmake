# SPDX-License-Identifier: GPL-3.0-or-later
# A folder is a target is a namespace. A module's headers are reached as "<folder>/<header>.h" through an include root
# of its own (a directory holding one link to the folder), so a target sees the folders it links and no other:
# an include that crosses a layer the wrong way does not compile.

# sightglass_module(<target> FOLDER <dir relative to the source root> PREFIX <include prefix>
#                   SOURCES <files> [DEPENDS <targets>])
# No two of its files give the same name to different things of their own, so that they can be one compilation.
function(sightglass_module target)
    cmake_parse_arguments(arg "" "FOLDER;PREFIX" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
    add_library(${target} STATIC ${arg_SOURCES})
    sightglass_include_root(${target} "${arg_FOLDER}" "${arg_PREFIX}")
    target_link_libraries(${target} PUBLIC ${arg_DEPENDS} PRIVATE ${arg_PRIVATE_DEPENDS})
    sightglass_compile_together(${target})
endfunction()

# SIGHTGLASS_UNITY: several files are one compilation. Most of a compilation is what all of them include and instantiate.
function(sightglass_compile_together target)
    if(SIGHTGLASS_UNITY)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 10)
        # It asks whether a class with members of an unnamed namespace stands in a header. It does not.
        target_compile_options(${target} PRIVATE $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-subobject-linkage>)
    endif()
endfunction()

function(sightglass_include_root target folder prefix)
    set(root "${CMAKE_BINARY_DIR}/include-roots/${target}")
    get_filename_component(parent "${root}/${prefix}" DIRECTORY)
    file(MAKE_DIRECTORY "${parent}")
    file(CREATE_LINK "${CMAKE_SOURCE_DIR}/${folder}" "${root}/${prefix}" SYMBOLIC)
    target_include_directories(${target} PUBLIC "${root}")
endfunction()

# Stops the configuration when a target links, directly or through others, something it must not know.
function(sightglass_forbid target)
    set_property(GLOBAL APPEND PROPERTY SIGHTGLASS_LAYERED ${target})
    set_property(GLOBAL PROPERTY SIGHTGLASS_FORBIDDEN_${target} "${ARGN}")
endfunction()

function(_sightglass_closure out target)
    set(todo ${target})
    set(seen)
    while(todo)
        list(POP_FRONT todo current)
        if(current IN_LIST seen)
            continue()
        endif()
        list(APPEND seen ${current})
        if(TARGET ${current})
            foreach(property LINK_LIBRARIES INTERFACE_LINK_LIBRARIES)
                get_target_property(linked ${current} ${property})
                if(linked)
                    list(APPEND todo ${linked})
                endif()
            endforeach()
        endif()
    endwhile()
    set(${out} ${seen} PARENT_SCOPE)
endfunction()

function(sightglass_check_layers)
    get_property(targets GLOBAL PROPERTY SIGHTGLASS_LAYERED)
    foreach(target IN LISTS targets)
        get_property(forbidden GLOBAL PROPERTY SIGHTGLASS_FORBIDDEN_${target})
        _sightglass_closure(reached ${target})
        foreach(name IN LISTS forbidden)
            if(name IN_LIST reached)
                message(FATAL_ERROR "${target} must not depend on ${name}, but links it")
            endif()
        endforeach()
    endforeach()
endfunction()
