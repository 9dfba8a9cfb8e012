using System.Text.Json;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>Whether an Ubuntu host belongs to Ubuntu Pro, by the state that its client leaves in files; nothing is asked over the network. Pure.</summary>
internal static class UbuntuPro
{
    private const string Name = "Ubuntu Pro";

    /// <summary>Null on a system that is no Ubuntu.</summary>
    public static VendorSubscription? Read(HostAnswer host, AptSources sources)
    {
        if (host.Os.Id != "ubuntu")
        {
            return null;
        }

        var services = new SortedSet<string>(sources.ProServices, StringComparer.Ordinal);
        var attached = services.Count > 0;
        if (host.Sections.Find("pro") is { ExitCode: 0 } status)
        {
            try
            {
                using var json = JsonDocument.Parse(string.Join('\n', status.Lines));
                attached |= json.RootElement.TryGetProperty("attached", out var told) && told.ValueKind == JsonValueKind.True;
                services.UnionWith(Enabled(json.RootElement));
            }
            catch (JsonException)
            {
                host.Unread.Add("Ubuntu Pro: /var/lib/ubuntu-advantage/status.json is no JSON");
            }
            catch (InvalidOperationException)
            {
                host.Unread.Add("Ubuntu Pro: /var/lib/ubuntu-advantage/status.json has another form");
            }
        }

        return new VendorSubscription(Name, attached, [.. services], Withheld(host.Sections.Find("notices")));
    }

    private static List<string> Enabled(JsonElement root) => root.TryGetProperty("services", out var services) && services.ValueKind == JsonValueKind.Array
        ? [.. services.EnumerateArray()
            .Where(s => s.TryGetProperty("status", out var status) && status.GetString() == "enabled")
            .Select(s => s.TryGetProperty("name", out var name) ? name.GetString() ?? "" : "")
            .Where(Clean.IsWord)]
        : [];

    /// <summary>"5 additional security updates can be applied with ESM Apps.", which update-notifier keeps for the message of the day.</summary>
    private static int? Withheld(Section? notices)
    {
        if (notices is not { ExitCode: 0 })
        {
            return null;
        }

        var count = 0;
        foreach (var line in notices.Lines.Where(l => l.Contains("additional security update", StringComparison.Ordinal) && l.Contains("ESM", StringComparison.Ordinal)))
        {
            count += int.TryParse(line.Split(' ')[0], out var some) && some is > 0 and < 100_000 ? some : 0;
        }

        return count;
    }
}
