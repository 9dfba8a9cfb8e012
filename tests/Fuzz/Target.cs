using System.Text;

namespace Cockpit.Fuzz;

/// <summary>One parser, as the fuzzer sees it: bytes in, and either it returns, or it refuses with a sentence for people.</summary>
/// <param name="Name">On the command line and as the name of its corpus folder.</param>
/// <param name="Parse">Throws what the parser throws, and <see cref="BrokenPromiseException"/> where it returned something that it must not.</param>
/// <param name="Seeds">Files, relative to the tests' folder, from which it starts beside its own corpus; "*" stands for any name.</param>
internal sealed record Target(string Name, Action<byte[]> Parse, params string[] Seeds)
{
    /// <summary>A parser of text: bytes that are no UTF-8 arrive as U+FFFD, as they do from a host.</summary>
    public static Target OfText(string name, Action<string> parse, params string[] seeds) => new(name, bytes => parse(Encoding.UTF8.GetString(bytes)), seeds);
}

/// <summary>A parser returned what it promises never to return.</summary>
internal sealed class BrokenPromiseException(string promise) : Exception(promise);
