# Installs the library with what find_package(occur) and pkg-config need; both are relocatable.
include(CMakePackageConfigHelpers)

set(occur_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/occur")

install(
  TARGETS occur
  EXPORT occur-targets
  LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE COMPONENT development
  FILE_SET HEADERS COMPONENT development)
install(
  EXPORT occur-targets
  NAMESPACE occur::
  DESTINATION "${occur_package_dir}"
  COMPONENT development)

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/occur-config.cmake.in" "${PROJECT_BINARY_DIR}/occur-config.cmake"
  INSTALL_DESTINATION "${occur_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/occur-config-version.cmake"
                                 COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/occur-config.cmake"
        "${PROJECT_BINARY_DIR}/occur-config-version.cmake"
  DESTINATION "${occur_package_dir}"
  COMPONENT development)

file(RELATIVE_PATH occur_prefix_from_pc "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" occur_prefix_from_pc "${occur_prefix_from_pc}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/occur.pc.in" "${PROJECT_BINARY_DIR}/occur.pc" @ONLY)
install(
  FILES "${PROJECT_BINARY_DIR}/occur.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig"
  COMPONENT development)
