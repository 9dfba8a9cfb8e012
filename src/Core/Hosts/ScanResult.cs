using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>How a scan of one host ended. Each is shown as itself, never as "compliant".</summary>
public enum ScanStatus { Ok, Unreachable, AuthFailed, HostKeyChanged, HostKeyUnknown, Timeout, Unsupported, Error }

/// <summary>The end of one host's scan: an inventory, or a fault.</summary>
/// <param name="Fault">Why it failed; null when <see cref="ScanStatus.Ok"/>.</param>
/// <param name="Inventory">What was read; null unless <see cref="ScanStatus.Ok"/>.</param>
public sealed record ScanResult(ScanStatus Status, Fault? Fault, Inventory? Inventory, Instant StartedAt, Duration Took);
