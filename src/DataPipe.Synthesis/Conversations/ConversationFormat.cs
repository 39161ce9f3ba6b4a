namespace DataPipe.Synthesis.Conversations;

/// <summary>How conversations of others lie in files.</summary>
public enum ConversationFormat
{
    /// <summary>ShareGPT: <c>{id, conversations: [{from, value}]}</c>, HTML or Markdown.</summary>
    Sharegpt,

    /// <summary>OpenAI's chat form: <c>{id, messages: [{role, content}]}</c>.</summary>
    Messages,

    /// <summary>Open-Assistant message trees: <c>{message_tree_id, prompt: {text, role, lang, replies: [...]}}</c>.</summary>
    OpenAssistant,
}
