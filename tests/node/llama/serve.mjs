// Serves a GGUF model on the loopback address: POST /v1/completions and /v1/chat/completions of the OpenAI protocol, one request at a time.
// usage: node serve.mjs MODEL.gguf      prints {"port":n} when it listens; ends when its input ends
import { createServer } from 'node:http'
import { getLlama, LlamaCompletion, LlamaLogLevel } from 'node-llama-cpp'

const llama = await getLlama({ gpu: false, build: 'never', progressLogs: false, logLevel: LlamaLogLevel.error })
const model = await llama.loadModel({ modelPath: process.argv[2] })
const context = await model.createContext({ contextSize: 512, threads: 1 })
const completion = new LlamaCompletion({ contextSequence: context.getSequence() })
let turn = Promise.resolve()

const server = createServer(async (request, response) => {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  turn = turn.then(() => answer(request.url, Buffer.concat(pieces).toString('utf8')))
    .then(([status, body]) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body))
    })
})
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })))
process.stdin.on('end', () => process.exit(0)).resume()

async function answer(url, text) {
  try {
    const body = JSON.parse(text)
    const chats = url.endsWith('/chat/completions')
    // The model is a teller of stories and has no chat template: a conversation is what was said in it.
    const prompt = chats ? body.messages.map(message => message.content).join('\n') : body.prompt
    const tokens = model.tokenize(prompt)
    const made = await completion.generateCompletionWithMeta(prompt, {
      maxTokens: body.max_completion_tokens ?? body.max_tokens ?? 64,
      temperature: body.temperature ?? 0,
      seed: body.seed,
      customStopTriggers: [body.stop ?? []].flat(),
    })
    const finish_reason = made.metadata.stopReason === 'maxTokens' ? 'length' : 'stop'
    const choice = chats
      ? { index: 0, message: { role: 'assistant', content: made.response }, finish_reason }
      : { index: 0, text: made.response, finish_reason }
    const usage = { prompt_tokens: tokens.length, completion_tokens: model.tokenize(made.response).length }
    return [200, { object: chats ? 'chat.completion' : 'text_completion', model: 'stories260K', choices: [choice], usage }]
  } catch (error) {
    return [400, { error: { message: String(error.message ?? error), type: 'invalid_request_error' } }]
  }
}
