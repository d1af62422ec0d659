# occur_target(<name>): what every target of this project has in common. All of it is private, so
# nothing of it reaches a project that uses occur.
function(occur_target name)
  target_compile_features(${name} PRIVATE cxx_std_20)
  set_target_properties(
    ${name}
    PROPERTIES CXX_EXTENSIONS OFF
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON)
  target_compile_options(
    ${name}
    PRIVATE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wno-sign-conversion
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wcast-qual
            -Wold-style-cast
            -Wextra-semi)
  # At -O3 gcc 12 takes std::string's operator+ for an overlapping copy (gcc bug 105651).
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${name} PRIVATE $<$<CONFIG:Release>:-Wno-restrict>)
  endif()
  if(OCCUR_DEVELOPER)
    target_compile_options(${name} PRIVATE -Werror)
  endif()
endfunction()
