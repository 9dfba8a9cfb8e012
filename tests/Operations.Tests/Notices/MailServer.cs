using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Cockpit.Operations.Tests.Notices;

/// <summary>A mail as the server took it.</summary>
internal sealed record TakenMail(string From, IReadOnlyList<string> To, string Data, bool Tls)
{
    public string Header(string name) => Data.Split("\r\n").First(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))[(name.Length + 2)..];
}

/// <summary>A real mail server on loopback (aiosmtpd), in a process of its own.</summary>
internal sealed class MailServer : IDisposable
{
    /// <summary>The one that has the distribution's packages.</summary>
    private const string Debians = "/usr/bin/python3";

    private readonly Process process;

    public MailServer(string mode, params string[] certificateAndKey)
    {
        var start = new ProcessStartInfo(File.Exists(Debians) ? Debians : "python3") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Notices", "smtp_server.py"), mode, .. certificateAndKey]) start.ArgumentList.Add(argument);
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no python3.");
            throw;
        }
        string? port = process.StandardOutput.ReadLine();
        if (port is null)
        {
            string why = process.StandardError.ReadToEnd();
            if (why.Contains("No module named 'aiosmtpd'", StringComparison.Ordinal)) Assert.Skip("There is no aiosmtpd (Debian: python3-aiosmtpd).");
            Assert.Fail(why);
        }
        Port = int.Parse(port, CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    /// <summary>The next mail that it took; waits for it.</summary>
    public TakenMail Next()
    {
        using JsonDocument mail = JsonDocument.Parse(process.StandardOutput.ReadLine()!);
        JsonElement e = mail.RootElement;
        return new TakenMail(e.GetProperty("from").GetString()!, [.. e.GetProperty("to").EnumerateArray().Select(x => x.GetString()!)], e.GetProperty("data").GetString()!, e.GetProperty("tls").GetBoolean());
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
