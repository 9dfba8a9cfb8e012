using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using Cockpit.Store;
using Cockpit.Store.Definitions;

namespace Cockpit.Operations.Windows;

/// <summary>A window of the file as it counts now.</summary>
/// <param name="Calendar">Null where it cannot be used; then it never opens.</param>
/// <param name="Problems">Why it cannot.</param>
public sealed record DefinedWindow(string Name, int Version, MaintenanceWindow? Window, WindowCalendar? Calendar, IReadOnlyList<string> Problems);

/// <summary>The windows of a file by name: the one place where they are read.</summary>
public sealed class WindowBook
{
    private readonly Dictionary<string, DefinedWindow> byName;

    private WindowBook(IEnumerable<DefinedWindow> windows) => byName = windows.ToDictionary(w => w.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>By name.</summary>
    public IEnumerable<DefinedWindow> All => byName.Values.OrderBy(w => w.Name, StringComparer.OrdinalIgnoreCase);

    public DefinedWindow? Find(string name) => byName.GetValueOrDefault(name);

    /// <exception cref="CockpitException">WINDOW_UNKNOWN.</exception>
    public DefinedWindow Named(string name) => Find(name) ?? throw new CockpitException(WindowErrors.WindowUnknown.Because($"There is no window \"{Printable.Line(name, 80)}\"."));

    /// <summary>What can open.</summary>
    public IEnumerable<WindowCalendar> Calendars => All.Select(w => w.Calendar).OfType<WindowCalendar>();

    public static WindowBook Of(Session session) => session.Read(Of);

    internal static WindowBook Of(ReadTransaction t) => new(t.Definitions(DefinitionKind.Window).Select(Read));

    private static DefinedWindow Read(DefinitionVersion d)
    {
        if (WindowBody.Read(d.Body!) is not { } window) return new(d.Name, d.Version, null, null, ["What is stored of it cannot be read."]);
        WindowCalendar? calendar = WindowCalendar.Of(window with { Name = d.Name }, out IReadOnlyList<string> problems);
        return new(d.Name, d.Version, window with { Name = d.Name }, calendar, problems);
    }
}
