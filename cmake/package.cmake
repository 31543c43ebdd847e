# What is installed, and the Debian package of it (`make package`).
install(TARGETS headwater RUNTIME DESTINATION bin)
install(FILES packaging/headwater.service DESTINATION lib/systemd/system)
install(FILES README.md DESTINATION share/doc/headwater)
install(DIRECTORY docs/ DESTINATION share/doc/headwater FILES_MATCHING PATTERN "*.md")
install(FILES packaging/Caddyfile packaging/nginx.conf packaging/headwater-work.service
        DESTINATION share/doc/headwater/examples)
install(DIRECTORY packaging/watch DESTINATION share/doc/headwater)
install(FILES LICENSE DESTINATION share/doc/headwater RENAME copyright)

# Settings as a new collection has them, and the manual page, are what the program itself says.
set(SAID ${CMAKE_BINARY_DIR}/said)
add_custom_target(package_files DEPENDS headwater
  COMMAND ${CMAKE_COMMAND} -E make_directory ${SAID}
  COMMAND $<TARGET_FILE:headwater> settings > ${SAID}/headwater.toml
  COMMAND help2man --no-info --name "news aggregator in which every item leads back to its primary source"
          $<TARGET_FILE:headwater> | gzip -n9 > ${SAID}/headwater.1.gz
  VERBATIM)
install(FILES ${SAID}/headwater.toml DESTINATION /etc/headwater OPTIONAL)
install(FILES ${SAID}/headwater.1.gz DESTINATION share/man/man1 OPTIONAL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME headwater)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_SOURCE_DIR}/build/package)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "Headwater's developers <headwater@headwater.invalid>")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "news aggregator in which every item leads back to its primary source
 Headwater reads feeds, sites, archives and saved articles, groups articles
 into stories, tells copies and rewrites from reporting, traces whom each has
 it from, with evidence, and counts the independent sources of a story.
 It is used in a browser, a feed reader, through an API and by e-mail.")
set(CPACK_DEBIAN_PACKAGE_SECTION web)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, init-system-helpers (>= 1.54~)")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "poppler-utils")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "caddy | nginx")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${CMAKE_SOURCE_DIR}/packaging/conffiles ${CMAKE_SOURCE_DIR}/packaging/postinst
  ${CMAKE_SOURCE_DIR}/packaging/prerm ${CMAKE_SOURCE_DIR}/packaging/postrm)
include(CPack)
