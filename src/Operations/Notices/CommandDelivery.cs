using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Cockpit.Core.Notices;

namespace Cockpit.Operations.Notices;

/// <summary>Gives a notice to a program, as JSON on its standard input. It is started without a shell, and its arguments are those of the channel, never the notice's.</summary>
internal static class CommandDelivery
{
    /// <summary>Characters of what it says on standard error.</summary>
    private const int MostWords = 4 * 1024;

    /// <exception cref="DeliveryFailure">It could not be started, ended with another code than 0, or took too long.</exception>
    public static void Send(NoticeChannel channel, Parcel parcel, CancellationToken cancellation)
    {
        string program = channel.Command[0];
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in channel.Command.Skip(1)) start.ArgumentList.Add(argument);
        Process child;
        try
        {
            child = Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new DeliveryFailure($"{program} could not be started: {e.Message}", e);
        }
        using (child)
        using (CancellationTokenRegistration over = cancellation.Register(() => Kill(child)))
        {
            byte[] json = parcel.Json();
            var words = new StringBuilder();
            Thread[] pipes =
            [
                Start("notice-stdin", () => { using Stream input = child.StandardInput.BaseStream; input.Write(json); }),
                Start("notice-stdout", () => Drain(child.StandardOutput, null)),
                Start("notice-stderr", () => Drain(child.StandardError, words)),
            ];
            child.WaitForExit();
            // A grandchild may hold the pipes open; the program itself has answered.
            foreach (Thread pipe in pipes) pipe.Join(TimeSpan.FromSeconds(1));
            if (cancellation.IsCancellationRequested) throw new DeliveryFailure($"{program} took too long and was ended");
            string said;
            lock (words) said = words.ToString().Trim();
            if (child.ExitCode != 0) throw new DeliveryFailure($"{program} ended with {child.ExitCode}{(said.Length > 0 ? $": {said}" : "")}");
        }
    }

    private static Thread Start(string name, Action run)
    {
        var thread = new Thread(() =>
        {
            try
            {
                run();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // It ended without reading or writing further.
            }
        }, maxStackSize: 256 * 1024) { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private static void Drain(StreamReader from, StringBuilder? keep)
    {
        var chunk = new char[1024];
        for (int count = from.Read(chunk); count > 0; count = from.Read(chunk))
        {
            if (keep is null) continue;
            lock (keep)
            {
                if (keep.Length < MostWords) keep.Append(chunk, 0, Math.Min(count, MostWords - keep.Length));
            }
        }
    }

    private static void Kill(Process child)
    {
        try
        {
            child.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended meanwhile.
        }
    }
}
