using Cockpit.Cockpit.Tests.Cli;

namespace Cockpit.Cockpit.Tests.Journeys;

/// <summary>
/// Two persons at one file of one user. The kernel's login uid tells them apart, as it does behind sudo; a process may set its own once where
/// nobody has logged in, which is so on a machine that runs tests as root.
/// </summary>
internal static class TwoPersons
{
    public const int Anna = 4_001, Ben = 4_002;

    /// <summary>What stands before a program that this person runs.</summary>
    public static string[] Runs(int login) => ["/bin/sh", "-c", $"echo {login} > /proc/self/loginuid && exec \"$0\" \"$@\""];

    public static Ran RunAs(this Cli.Program program, int login, params string[] arguments) => program.RunAs(Runs(login), arguments);

    /// <summary>Whether this machine lets a test be two persons.</summary>
    public static bool Possible(Cli.Program program) => Environment.UserName == "root" && program.RunAs(Anna, "--version").Exit == 0;
}
