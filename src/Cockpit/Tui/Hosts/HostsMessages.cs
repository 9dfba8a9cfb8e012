using Cockpit.Operations.Doctor;
using Cockpit.Operations.HostKeys;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts;

/// <summary>The fleet as it is now.</summary>
public sealed record HostsRead(HostIndex Index) : Message
{
    public HostsRead(HostList list) : this(HostIndex.Of(list)) { }
}

/// <summary>Where the connection to a host ends, step by step.</summary>
public sealed record DoctorRead(DoctorReport Report) : Message;

/// <summary>The key that a host shows, beside what is known of it.</summary>
public sealed record HostKeyRead(HostKeyView View) : Message;

/// <summary>One host as it is now.</summary>
public sealed record HostRead(HostDetail Host) : Message;
