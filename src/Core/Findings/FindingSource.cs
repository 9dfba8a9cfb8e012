namespace Cockpit.Core.Findings;

/// <summary>The kind of scanner that reported a finding. Part of a finding's identity, so a number never changes.</summary>
public enum FindingSource : byte { Nessus = 1, Qualys = 2 }

/// <summary>Transport protocol of a finding's port. Part of a finding's identity, so a number never changes.</summary>
public enum FindingProtocol : byte { None = 0, Tcp = 1, Udp = 2, Icmp = 3, Other = 9 }
