using DataPipe.Core.Steps;
using DataPipe.Synthesis.Asking;
using DataPipe.Synthesis.Prompts;

namespace DataPipe.Synthesis.Instructions;

/// <summary>What all phases of Self-Instruct share.</summary>
internal sealed record SelfInstructParts(
    SelfInstructOptions Options,
    ITeacherSource Teachers,
    TeacherUse Teacher,
    PromptTemplate Tasks,
    PromptTemplate Classification,
    PromptTemplate InputFirst,
    PromptTemplate OutputFirst,
    ChainPlan Steps);
