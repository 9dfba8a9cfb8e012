namespace Cockpit.Core.Findings;

/// <summary>Where a finding stands. Numbers are stored in the file and never change; those up to <see cref="NotSeen"/> count as risk.</summary>
public enum FindingStatus : byte
{
    /// <summary>Reported, and nothing says that it is gone.</summary>
    Open = 0,

    /// <summary>Open, but a newer run of the same scan did not reach its host at all.</summary>
    Stale = 1,

    /// <summary>Not reported any more by a scan that could not have seen it, such as one without credentials. It still counts.</summary>
    NotSeen = 2,

    /// <summary>A person took the risk on until a day. It does not count while that holds.</summary>
    Accepted = 3,

    /// <summary>The distribution calls it fixed at the version that is installed. It goes on counting. Never stored: a column of its own says it.</summary>
    Disputed = 4,

    /// <summary>A scan that covered it reported it fixed, or reported its host without it.</summary>
    Closed = 5,
}
