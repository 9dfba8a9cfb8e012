using NodaTime;

namespace Cockpit.Core.Risk;

/// <summary>What sets a finding's due date. Numbers are stored and never change.</summary>
public enum DueBy : byte { Nothing = 0, Sla = 1, KnownExploited = 2, Bod2604 = 3 }

/// <summary>Where a finding stands against its due date.</summary>
public enum SlaStatus
{
    /// <summary>Nothing sets a due date.</summary>
    None,

    Breached,

    /// <summary>Due within seven days.</summary>
    DueSoon,

    OnTime,

    /// <summary>It was closed in time.</summary>
    Met,

    /// <summary>It was closed too late.</summary>
    Missed,

    Accepted,
}

/// <summary>By when a finding has to be gone, and what says so; the earliest of all that apply.</summary>
public readonly record struct DueDate(Instant? At, DueBy By)
{
    public static DueDate None { get; } = new(null, DueBy.Nothing);
}
