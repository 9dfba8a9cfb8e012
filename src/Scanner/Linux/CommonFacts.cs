using Cockpit.Core.Hosts;

namespace Cockpit.Scanner.Linux;

/// <summary>The facts that every Linux has, whatever its package manager, added to what the package manager knows. Pure.</summary>
internal static class CommonFacts
{
    public static SystemFacts Of(HostAnswer host, SystemFacts family) => family with
    {
        ClockSkew = host.Clock.Skew,
    };
}
