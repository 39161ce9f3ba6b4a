using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using DataPipe.Core.Faults;

namespace DataPipe.Synthesis.Verifying.Code;

/// <summary>
/// Runs a program with its tests in a process of its own: own user, process, mount and network namespaces, a root that cannot be written, a small temporary file system, limits of time, memory, processes and
/// output. The program comes in by standard input; what it says is cut.
/// </summary>
internal sealed class CodeSandbox(SandboxOptions options)
{
    private const int MaxOutputChars = 4096;
    private const int MaxResults = 4096;

    // Every mount that can be made read-only is; those that the kernel locks are not ours to write either.
    private const string Enclose = """
        cut -d' ' -f5 /proc/self/mountinfo | while read -r m; do mount -o remount,bind,ro "$m" 2>/dev/null; done
        mount -t tmpfs -o size=16m,mode=1777 tmpfs /tmp 2>/dev/null && cd /tmp
        exec "$@"
        """;

    private static readonly string[] Namespaces = ["--user", "--map-root-user", "--net", "--pid", "--ipc", "--mount", "--fork", "--kill-child"];

    // As many as are in it run.
    private readonly Channel<bool> _running = Channel.CreateBounded<bool>(options.MaxConcurrency);
    private readonly Dictionary<string, CheckResult> _results = new(StringComparer.Ordinal);
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);
    private bool? _isolates;

    /// <summary>Whether the code passes the tests: the program ends with 0 and reaches its end.</summary>
    public async Task<CheckResult> TestAsync(string code, string tests, string language, CancellationToken cancellation)
    {
        await _running.Writer.WriteAsync(true, cancellation);
        try
        {
            var program = ProgramOf(language);
            _isolates ??= OperatingSystem.IsLinux() && await WorksAsync(["unshare", .. Namespaces, "true"], cancellation);
            lock (_found)
                if (_found.Contains(program)) program = "";
            if (program.Length > 0 && !await WorksAsync(["prlimit", program, "--version"], cancellation))
                throw new FaultException("DP1311", $"'{program}' or 'prlimit', which tests in {language} need, cannot be started: install it", null);
            lock (_found) _found.Add(program);
            if (options.RequireIsolation && _isolates == false)
            {
                throw new FaultException(
                    "DP1310",
                    "code cannot be isolated on this system: 'unshare' with user, network, process and mount namespaces does not work here (containers and some kernels forbid it). Run where it is allowed, or set "
                    + "'check.sandbox.require-isolation: false' to run it with your own rights within limits of time and memory alone", null);
            }

            // The mark comes last and only when all before it ran through; an early exit(0) does not reach it, and the code cannot know it.
            var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{code}\0{tests}")));
            var whole = language == "python" ? $"{code}\n\n{tests}\n\nprint(\"\\n{mark}\")\n" : $"{code}\n;\n{tests}\n;\nconsole.log(\"\\n{mark}\");\n";
            // Answers to one prompt are often the same code; what ran once is known.
            lock (_results)
                if (_results.TryGetValue(mark, out var known)) return known;
            var result = await RunAsync(whole, mark, language, cancellation);
            lock (_results)
            {
                if (_results.Count >= MaxResults) _results.Clear();
                _results[mark] = result;
            }

            return result;
        }
        finally
        {
            await _running.Reader.ReadAsync(CancellationToken.None);
        }
    }

    private static string ProgramOf(string language) => language switch
    {
        "python" => "python3",
        "javascript" => "node",
        _ => throw new FaultException("DP1311", $"tests in '{language}' cannot be run: python and javascript can", null),
    };

    private async Task<CheckResult> RunAsync(string program, string mark, string language, CancellationToken cancellation)
    {
        var start = Start(Command(language));
        start.RedirectStandardInput = true;
        start.StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(options.TimeLimit);
        var output = ReadAsync(process.StandardOutput, limit.Token);
        var errors = ReadAsync(process.StandardError, limit.Token);
        try
        {
            await FeedAsync(process, program, limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var (said, complained) = (await output, await errors);
            if (process.ExitCode == 0 && said.TrimEnd().EndsWith(mark, StringComparison.Ordinal)) return CheckResult.Right;
            var last = complained.Trim().Split('\n')[^1];
            return CheckResult.Wrong(last.Length > 0 ? last[..Math.Min(last.Length, 200)] : string.Create(CultureInfo.InvariantCulture, $"ended with {process.ExitCode} before its end"));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return CheckResult.Wrong("time limit");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static async Task FeedAsync(Process process, string program, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.WriteAsync(program.AsMemory(), cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read all of itself; its exit code says how.
        }
    }

    private List<string> Command(string language)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(options.TimeLimit.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var bytes = options.MemoryBytes.ToString(CultureInfo.InvariantCulture);
        List<string> command = [];
        if (_isolates == true) command.AddRange(["unshare", .. Namespaces, "sh", "-c", Enclose, "sh"]);
        // A JavaScript engine reserves far more addresses than it uses: its heap is bounded instead.
        command.AddRange(["prlimit", $"--cpu={seconds}", "--fsize=16777216", "--core=0", "--nofile=256"]);
        if (language == "python") command.AddRange([$"--as={bytes}", "python3", "-I", "-"]);
        else command.AddRange(["node", $"--max-old-space-size={(options.MemoryBytes >> 20).ToString(CultureInfo.InvariantCulture)}", "-"]);
        return command;
    }

    private static ProcessStartInfo Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path.GetTempPath(),
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var part in command.Skip(1)) start.ArgumentList.Add(part);
        // Nothing of the environment but what programs are found by: keys of teachers stand in it.
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["PYTHONHASHSEED"] = "0";
        return start;
    }

    private static async Task<bool> WorksAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(Start(command))!;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    // The end of what it says, and no more than that: a program may print without end.
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            kept.Append(buffer, 0, read);
            if (kept.Length > 2 * MaxOutputChars) kept.Remove(0, kept.Length - MaxOutputChars);
        }

        return kept.ToString();
    }
}
