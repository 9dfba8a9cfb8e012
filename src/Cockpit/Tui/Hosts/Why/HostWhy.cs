using Cockpit.Core.Errors;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Operations;
using Cockpit.Operations.Policies;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts.Why;

/// <summary>What the page Why of a host knows.</summary>
/// <param name="Now">What counts; null until it was read.</param>
/// <param name="WhatIf">What is supposed.</param>
/// <param name="Supposed">What would count then; null until it was read, or where an expression is asked.</param>
/// <param name="Answer">What the expression says of the host.</param>
/// <param name="Wrong">Why it cannot be said.</param>
/// <param name="All">Every setting is shown, not only those that some level sets.</param>
public sealed record HostWhy(HostExplanation? Now, WhatIf WhatIf, HostExplanation? Supposed, ScopeAnswer? Answer, string? Wrong, bool All, GridCursor Cursor)
{
    public const string WorkName = "why";

    public static HostWhy Unread { get; } = new(null, WhatIf.Nothing, null, null, null, false, new GridCursor());

    public Work Read(string host)
    {
        WhatIf what = WhatIf;
        return new Work(WorkName, c => Ask(c.Session, host, what));
    }

    /// <summary>What a person supposes from now on; what was said of the last is no answer to it.</summary>
    public HostWhy Suppose(string typed)
    {
        var what = WhatIf.Read(typed);
        return what.Text == WhatIf.Text ? this : this with { WhatIf = what, Supposed = null, Answer = null, Wrong = what.Wrong };
    }

    public HostWhy With(WhyRead read) => read.WhatIf.Text == WhatIf.Text
        ? this with { Now = read.Now, Supposed = read.Supposed, Answer = read.Answer, Wrong = read.WhatIf.Wrong ?? read.Wrong }
        : this with { Now = read.Now };

    private static WhyRead Ask(Session session, string host, WhatIf what)
    {
        HostExplanation now = ExplainHost.Run(session, host, null, []);
        if (what.Edits.Length > 0) return new WhyRead(what, now, ExplainHost.Run(session, host, null, what.Edits), null, null);
        if (what.Expression is not { } expression) return new WhyRead(what, now, null, null, null);
        try
        {
            return new WhyRead(what, now, null, ExplainHost.Member(session, host, expression), null);
        }
        catch (CockpitException e) when (e.Fault.Code.Name.StartsWith("SCOPE_", StringComparison.Ordinal))
        {
            // What is typed is not finished yet; the page itself has nothing wrong.
            return new WhyRead(what, now, null, null, e.Fault.What);
        }
    }
}

/// <summary>Which policy counts on a host, and the answer to what was supposed.</summary>
public sealed record WhyRead(WhatIf WhatIf, HostExplanation Now, HostExplanation? Supposed, ScopeAnswer? Answer, string? Wrong) : Message;
