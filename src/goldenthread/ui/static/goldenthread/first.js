// Runs before the page is drawn, so that parts which need script do not flash.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
