// What was said last time lies open where there is room for it beside the field; on a phone it is
// one tap away, as it is everywhere without script.
const lastTime = document.getElementById("last-time");
if (lastTime && window.matchMedia("(min-width: 48rem)").matches) lastTime.open = true;
