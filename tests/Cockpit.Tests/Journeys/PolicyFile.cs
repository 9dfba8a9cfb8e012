namespace Cockpit.Cockpit.Tests.Journeys;

/// <summary>Fourteen hosts and the policies that the journeys change: a web policy of twelve hosts, a pilot with two windows, a base without any.</summary>
internal static class PolicyFile
{
    public const string Scope = "env = prod and role in (web, app)", Narrowed = "env = prod and role = web and not tag = pilot";

    public static string Hosts { get; } = "name,env,role,tags\n"
        + string.Concat(Enumerable.Range(1, 10).Select(i => $"web-{i:00},prod,web,{(i == 3 ? "pilot" : "")}\n")) + "app-15,prod,app,\napp-16,prod,app,\ndb-01,prod,db,\ndb-02,prod,db,\n";

    public static string Yaml(string scope = Scope, string windows = "web-night", int pilot = 50) => $$"""
        windows:
          web-night: { zone: Europe/Berlin, rule: FREQ=WEEKLY;BYDAY=TU, start: "22:00", duration: 4h, cutoff: 30m }
          web-late: { zone: Europe/Berlin, rule: FREQ=WEEKLY;BYDAY=TH, start: "23:00", duration: 4h }
        policies:
          prod-web: { extends: prod, priority: 60, scope: "{{scope}}", windows: {{windows}} }
          pilot: { priority: {{pilot}}, scope: "tag = pilot", windows: [web-night, web-late] }
          base-linux: { priority: 10, scope: "env is not unset" }
        """;
}
