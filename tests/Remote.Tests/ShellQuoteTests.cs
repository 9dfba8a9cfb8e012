using System.Diagnostics;
using CsCheck;
using Xunit;

namespace Cockpit.Remote.Tests;

public sealed class ShellQuoteTests
{
    [Fact]
    public void Every_value_comes_out_of_a_real_shell_as_it_went_in() =>
        Gen.String[Gen.Char["'\"\\$`!*?;&|<>(){}[]~# \n\tab\u00e9"], 0, 30].Sample(value => Echo(value) == value, iter: 100);

    [Fact]
    public void A_nul_is_refused() => Assert.Throws<ArgumentException>(() => ShellQuote.Of("a\0b"));

    private static string Echo(string value)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-s"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        shell.StandardInput.Write($"printf %s {ShellQuote.Of(value)}");
        shell.StandardInput.Close();
        return shell.StandardOutput.ReadToEnd();
    }
}
