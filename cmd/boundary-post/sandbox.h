#ifndef BOUNDARY_POST_SANDBOX_H
#define BOUNDARY_POST_SANDBOX_H

#include <stdbool.h>

/*
 * sandbox: from here on this program opens no file, whatever a reply does to
 * it (Landlock, Linux 5.13 and later). Best effort: false where the kernel
 * does not have it. What is open stays open.
 */
bool sandbox_close_files(void);

#endif
