using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using Cockpit.Store;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Windows;

/// <summary>The zone in which dates without a time are read.</summary>
/// <param name="Name">An IANA name.</param>
/// <param name="Set">It stands in the file; else it is that of this machine.</param>
public sealed record FileZone(string Name, bool Set, string TzdataVersion)
{
    internal DateTimeZone Zone => Zones.Find(Name)!;

    public static FileZone Read(Session session) => session.Read(Of);

    internal static FileZone Of(ReadTransaction t)
    {
        if (t.FileZone() is { } name && Zones.Find(name) is not null) return new(name, true, Zones.DataVersion);
        return OfMachine();
    }

    internal static FileZone OfMachine()
    {
        string machine = TimeZoneInfo.Local.Id;
        return new(Zones.Find(machine) is null ? "UTC" : machine, false, Zones.DataVersion);
    }

    /// <exception cref="CockpitException">ZONE_UNKNOWN.</exception>
    internal static DateTimeZone Named(string name) => Zones.Find(name) ?? throw new CockpitException(WindowErrors.ZoneUnknown.Because(Printable.Line(Zones.Problem(name), 200)));
}

/// <summary>Sets the zone in which the file's dates are read.</summary>
public static class SetFileZone
{
    /// <exception cref="CockpitException">ZONE_UNKNOWN.</exception>
    public static FileZone Run(Session session, string name)
    {
        FileZone.Named(name);
        return session.Write(t =>
        {
            if (t.FileZone() != name) t.SetFileZone(name, session.Actor, session.Now);
            return FileZone.Of(t);
        }, FileAccessMode.Create);
    }
}
