(function () {
  function search(win) {
    var tries = 0;
    while (!win.API_1484_11 && win.parent && win.parent !== win && tries < 500) {
      tries += 1;
      win = win.parent;
    }
    return win.API_1484_11 || null;
  }
  var api = search(window.parent);
  api.Initialize("");
  document.getElementById("before").textContent = "mark " + api.GetValue("cmi.scaled_passing_score") + ", " + api.GetValue("cmi.entry");
  document.getElementById("end").onclick = function () {
    api.SetValue("cmi.score.min", "0");
    api.SetValue("cmi.score.max", "10");
    api.SetValue("cmi.score.raw", "9");
    api.SetValue("cmi.score.scaled", "0.9");
    api.SetValue("cmi.session_time", "PT12S");
    api.SetValue("cmi.completion_status", "completed");
    api.Terminate("");
  };
})();
