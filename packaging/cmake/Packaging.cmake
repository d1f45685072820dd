# SPDX-License-Identifier: GPL-3.0-or-later
# What an installation holds, and the .deb that CPack makes of it (packaging/deb builds one).
include(GNUInstallDirs)
set(application_id org.sightglass.Sightglass)

install(TARGETS sightglass RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES packaging/${application_id}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES packaging/${application_id}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES resources/icons/sightglass.svg RENAME ${application_id}.svg
        DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES packaging/sightglass.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES packaging/sightglass.service DESTINATION lib/systemd/user)
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/sightglass)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sightglass)
set(CPACK_PACKAGE_CONTACT "The Sightglass developers <developers@sightglass.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
    "A message broker for a developer's own machine: unmodified AMQP 0-9-1 clients connect to it, and its window shows every message that passes through.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
# Linked libraries are found by dpkg-shlibdeps; this one is loaded as a plug-in.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS libqt6sql6-sqlite)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-inter, fonts-jetbrains-mono, qt6-translations-l10n")
include(CPack)
