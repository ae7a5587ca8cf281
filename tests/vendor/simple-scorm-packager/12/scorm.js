(function () {
  function search(win) {
    var tries = 0;
    while (!win.API && win.parent && win.parent !== win && tries < 500) {
      tries += 1;
      win = win.parent;
    }
    return win.API || null;
  }
  var api = search(window.parent);
  api.LMSInitialize("");
  document.getElementById("before").textContent =
    "mark " + api.LMSGetValue("cmi.student_data.mastery_score") + ", " + api.LMSGetValue("cmi.core.entry");
  document.getElementById("end").onclick = function () {
    api.LMSSetValue("cmi.core.score.min", "0");
    api.LMSSetValue("cmi.core.score.max", "100");
    api.LMSSetValue("cmi.core.score.raw", "90");
    api.LMSSetValue("cmi.core.session_time", "00:00:12");
    api.LMSSetValue("cmi.core.lesson_status", "completed");
    api.LMSFinish("");
  };
})();
