namespace Cockpit.Fuzz;

/// <summary>
/// A parser with a fault that only a fuzzer which learns from coverage finds in time: blind changes would need some 2^40 tries. It proves
/// that the fuzzer is at work; a run that does not find it has failed.
/// </summary>
internal static class Planted
{
    public static void Parse(byte[] input)
    {
        if (input.Length < 6 || input[0] != 'p') return;
        if (input[1] != 'l') return;
        if (input[2] != 'a') return;
        if (input[3] != 'n') return;
        if (input[4] != 't') return;
        throw new InvalidOperationException("The planted fault was found.");
    }
}
