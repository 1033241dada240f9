#include "store/paths.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/strbuf.h"

/* A variable that holds an absolute path, or NULL. */
static const char *folder_in(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value == '/' ? value : NULL;
}

/* $variable/boundary`tail`, else $HOME/`fallback`/boundary`tail`, or NULL. */
static char *below(const char *variable, const char *fallback,
		   const char *tail)
{
	struct strbuf path = STRBUF_INIT;
	const char *base = folder_in(variable);
	const char *home = folder_in("HOME");

	if (!base && !home)
		return NULL;
	if (base)
		strbuf_addf(&path, "%s/boundary%s", base, tail);
	else
		strbuf_addf(&path, "%s/%s/boundary%s", home, fallback, tail);
	return strbuf_detach(&path);
}

/* Memory, not disk: what an editor leaves there is gone at power-off. */
static char *runtime_folder(void)
{
	const char *folder = folder_in("XDG_RUNTIME_DIR");
	struct stat st;

	if (folder && !stat(folder, &st) && S_ISDIR(st.st_mode))
		return mem_string(folder);
	if (!stat("/dev/shm", &st) && S_ISDIR(st.st_mode))
		return mem_string("/dev/shm");
	return NULL;
}

void paths_init(struct paths *paths)
{
	paths->config_file = below("XDG_CONFIG_HOME", ".config",
				   "/config.yaml");
	paths->data_folder = below("XDG_DATA_HOME", ".local/share", "");
	paths->user_scripts = below("XDG_DATA_HOME", ".local/share",
				    "/scripts");
	paths->runtime_folder = runtime_folder();
	paths->system_scripts = DATADIR "/boundary/scripts";
	paths->search_path = getenv("BOUNDARY_PATH");
}

void paths_release(struct paths *paths)
{
	free(paths->config_file);
	free(paths->data_folder);
	free(paths->user_scripts);
	free(paths->runtime_folder);
	*paths = (struct paths){ 0 };
}
