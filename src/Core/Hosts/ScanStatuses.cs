using Cockpit.Core.Errors;

namespace Cockpit.Core.Hosts;

/// <summary>Which status a failure counts as. CLI.md names the mapping; scripts build on it.</summary>
public static class ScanStatuses
{
    public static ScanStatus Of(ErrorCode code) => code.Name switch
    {
        "DNS" or "REFUSED" or "CONNECT_TIMEOUT" or "NO_BANNER" or "THROTTLED" => ScanStatus.Unreachable,
        "EXEC_TIMEOUT" => ScanStatus.Timeout,
        "HOST_KEY_CHANGED" or "HOST_KEY_REVOKED" => ScanStatus.HostKeyChanged,
        "HOST_KEY_UNKNOWN" => ScanStatus.HostKeyUnknown,
        "AUTH_DENIED" or "KEY_FILE_UNUSABLE" or "SECRET_UNAVAILABLE" or "AGENT_UNAVAILABLE" or "CREDENTIAL_UNKNOWN" or "VAULT_LOCKED" or "VAULT_MISSING" or "VAULT_WRONG_KEY" or "VAULT_WAIT" or "VAULT_DAMAGED" or "BECOME_WRONG_PASSWORD" or "BECOME_DENIED" or "NEEDS_TTY" => ScanStatus.AuthFailed,
        "UNSUPPORTED_OS" or "TRANSPORT_UNSUPPORTED" => ScanStatus.Unsupported,
        _ => ScanStatus.Error,
    };

    /// <summary>As scripts read it: "auth-failed".</summary>
    public static string Word(ScanStatus status) => status switch
    {
        ScanStatus.Ok => "ok",
        ScanStatus.Unreachable => "unreachable",
        ScanStatus.AuthFailed => "auth-failed",
        ScanStatus.HostKeyChanged => "host-key-changed",
        ScanStatus.HostKeyUnknown => "host-key-unknown",
        ScanStatus.Timeout => "timeout",
        ScanStatus.Unsupported => "unsupported",
        _ => "error",
    };

    /// <summary>The status of such a word; one that this version does not know is an error.</summary>
    public static ScanStatus Parse(string word) => word switch
    {
        "ok" => ScanStatus.Ok,
        "unreachable" => ScanStatus.Unreachable,
        "auth-failed" => ScanStatus.AuthFailed,
        "host-key-changed" => ScanStatus.HostKeyChanged,
        "host-key-unknown" => ScanStatus.HostKeyUnknown,
        "timeout" => ScanStatus.Timeout,
        "unsupported" => ScanStatus.Unsupported,
        _ => ScanStatus.Error,
    };
}
