using System.Diagnostics;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>The built program on a real pseudo-terminal. COCKPIT_PROGRAM names a published one to drive instead.</summary>
public sealed class ProgramTests : IDisposable
{
    private const string Leave = "\e[?25h\e[?1049l\e[?1l\e>";
    private readonly string _folder = Directory.CreateTempSubdirectory("cockpit-tui-").FullName;
    private readonly Pty _pty;

    public ProgramTests()
    {
        Assert.SkipUnless(File.Exists("/dev/ptmx") && File.Exists("/usr/bin/setsid"), "This machine has no pseudo-terminals or no setsid.");
        _pty = new Pty(80, 24);
    }

    public void Dispose()
    {
        _pty.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(15, 143)]
    [InlineData(1, 129)]
    [InlineData(2, 130)]
    public void A_signal_ends_it_in_order(int signal, int exitCode)
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        Pty.Kill(program, signal);
        Assert.Equal(exitCode, _pty.WaitForExit(program));
        GivenBack();
    }

    [Fact]
    public void Quitting_gives_the_terminal_back()
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        _pty.Type("qq");
        Assert.Equal(0, _pty.WaitForExit(program));
        GivenBack();
    }

    [Fact]
    public void A_dropped_connection_ends_it()
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        _pty.HangUp();
        Assert.Equal(129, _pty.WaitForExit(program));
    }

    [Fact]
    public void What_another_process_does_to_the_file_shows_by_itself()
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        _pty.Type("2");
        _pty.WaitFor("No hosts.");
        Call("host", "add", "web-07", "--address", "10.2.0.17");
        _pty.WaitFor("web-07");
        Call("host", "add", "web-08");
        _pty.WaitFor("web-08");
        _pty.Type("qq");
        Assert.Equal(0, _pty.WaitForExit(program));
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_and_left_alone()
    {
        File.WriteAllText(Path.Combine(_folder, "cockpit.db"), "this is no database at all, only some text that stands here");
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        _pty.WaitFor("FILE_NOT_COCKPIT");
        _pty.Type("qq");
        Assert.Equal(0, _pty.WaitForExit(program));
        Assert.StartsWith("this is no database", File.ReadAllText(Path.Combine(_folder, "cockpit.db")));
    }

    [Fact]
    public void Ctrl_Z_and_a_stop_signal_do_not_suspend_it()
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        _pty.Type("\u001a");
        Pty.Kill(program, 20);
        _pty.Type("q");
        _pty.WaitFor("q again quits");
        _pty.Type("q");
        Assert.Equal(0, _pty.WaitForExit(program));
    }

    [Fact]
    public void No_mouse_is_asked_for_and_no_question_is_put_to_the_terminal()
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        Assert.Equal(["?1049h", "?25l", "?2004h"], _pty.Screen.Modes);
        _pty.Type("qq");
        _pty.WaitForExit(program);
    }

    [Fact]
    public void Without_colour_and_utf8_only_plain_signs_are_sent()
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C", "NO_COLOR=1");
        _pty.Type("?");
        _pty.WaitFor("EVERYWHERE");
        string sent = _pty.Screen.Raw.ToString();
        Assert.All(sent, c => Assert.True(c < 0x7f));
        Assert.DoesNotMatch(@"\e\[[0-9;]*(3[0-9]|4[0-9])[0-9;]*m", sent);
        _pty.Type("\eqq");
        _pty.WaitForExit(program);
    }

    [Fact]
    public void A_resize_is_followed_down_to_too_small_and_back()
    {
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8");
        Resize(40, 10);
        _pty.WaitFor("Cockpit needs 60x15, this is 40x10.");
        Resize(120, 40);
        _pty.WaitUntil(() => _pty.Screen.Row(39).Contains("? keys"), "the key row in row 40");
        _pty.Type("qq");
        Assert.Equal(0, _pty.WaitForExit(program));

        void Resize(int width, int height)
        {
            _pty.Screen.Resize(width, height);
            _pty.Resize(width, height);
        }
    }

    [Fact]
    public void A_hostile_folder_has_no_say()
    {
        Directory.CreateDirectory(Path.Combine(_folder, ".tui"));
        File.WriteAllText(Path.Combine(_folder, ".tui", "config.json"), """{ "Theme": "Nonsense", "Application.ForceDriver": "windows", broken """);
        using Process program = Start("TERM=xterm-256color", "LANG=C.UTF-8", "TUI_CONFIG={ broken");
        _pty.Type("qq");
        Assert.Equal(0, _pty.WaitForExit(program));
        Assert.DoesNotContain("broken", _pty.Screen.Raw.ToString());
        GivenBack();
    }

    [Fact]
    public void A_dumb_terminal_is_refused_with_a_sentence()
    {
        using Process program = _pty.Start(_folder, ["TERM=dumb", $"PATH={Environment.GetEnvironmentVariable("PATH")}", $"DOTNET_ROOT={Environment.GetEnvironmentVariable("DOTNET_ROOT")}"], Command());
        Assert.Equal(2, _pty.WaitForExit(program));
        Assert.Contains("NO_TERMINAL", _pty.Screen.Raw.ToString());
        Assert.False(_pty.Screen.AlternateScreen);
    }

    [Fact]
    public void Without_a_terminal_it_is_refused_with_a_sentence()
    {
        var start = new ProcessStartInfo(Command()[0], Command()[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = _folder };
        using Process program = Process.Start(start)!;
        string error = program.StandardError.ReadToEnd();
        program.WaitForExit();
        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith("NO_TERMINAL ", error);
    }

    private void Call(params string[] arguments)
    {
        string[] command = [.. Command(), .. arguments];
        using Process call = Process.Start(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        string error = call.StandardError.ReadToEnd();
        call.WaitForExit();
        Assert.True(call.ExitCode == 0, error);
    }

    private static string[] Command()
    {
        return Environment.GetEnvironmentVariable("COCKPIT_PROGRAM") is { Length: > 0 } published ? [published] : [Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet" ? host : "dotnet", Path.Combine(AppContext.BaseDirectory, "cockpit.dll")];
    }

    private Process Start(params string[] environment)
    {
        string[] all = [.. environment, "HOME=" + _folder, "PATH=" + Environment.GetEnvironmentVariable("PATH"), "DOTNET_ROOT=" + Environment.GetEnvironmentVariable("DOTNET_ROOT")];
        Process program = _pty.Start(_folder, all, Command());
        _pty.WaitFor("? keys");
        return program;
    }

    private void GivenBack()
    {
        Assert.EndsWith(Leave, _pty.Screen.Raw.ToString());
        Assert.True(_pty.Screen.CursorShown);
        Assert.False(_pty.Screen.AlternateScreen);
        using Process modes = _pty.Start(_folder, ["PATH=" + Environment.GetEnvironmentVariable("PATH")], "stty", "-a");
        long before = _pty.Screen.Raw.Length;
        _pty.WaitForExit(modes);
        string text = _pty.Screen.Raw.ToString()[(int)before..];
        Assert.Contains(" echo ", text);
        Assert.Contains(" icanon ", text);
    }
}
