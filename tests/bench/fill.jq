# The loop of loop.c in jq.
{ id, script, tone, text: ("No, thanks, " + .values.person +
  ". I'm not drinking." + (if .values.instead then " I'll take " +
  .values.instead + " if you're pouring." else "" end) +
  " It's good to see you, so pull up a chair and catch me up.") }
