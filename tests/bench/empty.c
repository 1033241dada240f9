/* A program that does nothing, linked to libc only: what a start costs. */

int main(void)
{
	return 0;
}
