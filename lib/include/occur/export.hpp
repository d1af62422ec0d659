#pragma once

/// Marks what a shared occur library offers: everything else in it is hidden. An attribute that
/// depends on the compiler needs the preprocessor, so this is the one macro of the project.
#define OCCUR_EXPORT __attribute__((visibility("default")))
