# A single-configuration generator without a build type would produce unoptimised code in silence.
get_property(occur_multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
if(NOT occur_multi_config AND NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, RelWithDebInfo or MinSizeRel" FORCE)
endif()
