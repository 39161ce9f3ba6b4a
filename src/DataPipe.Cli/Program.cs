using DataPipe.Cli.Verbs;

return await CommandTree.InvokeAsync(args);
