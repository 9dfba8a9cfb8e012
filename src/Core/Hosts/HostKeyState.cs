namespace Cockpit.Core.Hosts;

/// <summary>What the known_hosts files say of the key that a host shows.</summary>
public enum HostKeyState { Known, Unknown, Changed, Revoked }
