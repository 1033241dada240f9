#ifndef STORE_PATHS_H
#define STORE_PATHS_H

/*
 * paths: where things lie on this machine. The one module below cmd/ that
 * reads the environment, once, at the start.
 *
 * XDG folders; a variable that is unset, empty or not absolute falls back to
 * the usual place below $HOME. Without a home the person's own folders are
 * NULL, and whatever needs one says so; content that is built in still works.
 */
struct paths {
	char *config_file;	/* $XDG_CONFIG_HOME/boundary/config.yaml */
	char *data_folder;	/* $XDG_DATA_HOME/boundary */
	char *user_scripts;	/* $XDG_DATA_HOME/boundary/scripts */
	char *runtime_folder;	/* tmpfs for the editor: $XDG_RUNTIME_DIR, /dev/shm */
	const char *system_scripts;	/* $(datadir)/boundary/scripts */
	const char *search_path;	/* $BOUNDARY_PATH; NULL where unset */
};

void paths_init(struct paths *paths);
void paths_release(struct paths *paths);

#endif
