# What cpack makes: the Debian packages `occur`, the tool with its manuals and completions, and
# `liboccur-dev`, the library; and a tarball of both. The preset `package` has the paths for them.
set(CPACK_PACKAGE_VENDOR "occur")
set(CPACK_PACKAGE_CONTACT "The occur maintainers <maintainers@occur.example>")
set(CPACK_PACKAGE_DIRECTORY "${PROJECT_BINARY_DIR}/packages")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ
    OWNER_WRITE
    OWNER_EXECUTE
    GROUP_READ
    GROUP_EXECUTE
    WORLD_READ
    WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_LIST_DIR}/compress-manuals.cmake")

set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME occur)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_DEPENDS tzdata)
# ICU is loaded when a rule has another calendar, so no tool sees that it is wanted.
find_file(OCCUR_ICU_VERSION_FILE unicode/uvernum.h)
mark_as_advanced(OCCUR_ICU_VERSION_FILE)
if(OCCUR_ICU_VERSION_FILE)
  file(STRINGS "${OCCUR_ICU_VERSION_FILE}" occur_icu_version
       REGEX "^#define U_ICU_VERSION_MAJOR_NUM [0-9]+")
  string(REGEX MATCH "[0-9]+$" occur_icu_version "${occur_icu_version}")
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "libicu${occur_icu_version}")
endif()
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
    "Reads schedules, written in English or as the recurrence rules of iCalendar
(RFC 5545), and prints when they occur, says what they mean, shows them in a
calendar, compares them and writes them in other forms.
This package has the command-line tool occur.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME liboccur-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libhowardhinnant-date-dev, libexpected-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "Expands the recurrence rules of iCalendar (RFC 5545) and English phrases into
lazy streams of occurrences that seek, count and walk both ways.
This package has the headers and the static library for C++20.")

set(occur_copyright_for_runtime occur)
set(occur_copyright_for_development liboccur-dev)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  install(
    FILES "${PROJECT_SOURCE_DIR}/LICENSE"
    DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/${occur_copyright_for_${component}}"
    RENAME copyright
    COMPONENT ${component})
endforeach()

include(CPack)
