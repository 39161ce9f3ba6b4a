// Reads Parquet files with readers that share no code with this project and prints one line of JSON a file:
//   {"file":…,"rows":n,"columns":[names],"sample":{first row}}       every value of every column is decoded
//   with --all also "all":[every row];  a file that cannot be read gives {"file":…,"error":…} and exit code 1
// usage: node read-parquet.mjs hyparquet|duckdb [--all] FILE...
import { openAsFile } from './open-as-file.mjs'

const [reader, ...rest] = process.argv.slice(2)
const all = rest.includes('--all')
const files = rest.filter(argument => argument !== '--all')
const readers = { hyparquet: readWithHyparquet, duckdb: readWithDuckDB }
if (!readers[reader] || files.length === 0) {
  console.error('usage: node read-parquet.mjs hyparquet|duckdb [--all] FILE...')
  process.exit(2)
}
const read = await readers[reader]()
for (const file of files) {
  try {
    console.log(JSON.stringify({ file, ...await read(file) }, plain))
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error.message ?? error) }))
    process.exitCode = 1
  }
}

async function readWithHyparquet() {
  const { parquetMetadataAsync, parquetReadObjects } = await import('hyparquet')
  const { compressors } = await import('hyparquet-compressors')
  return async path => {
    const file = await openAsFile(path)
    const metadata = await parquetMetadataAsync(file)
    const columns = topLevelNames(metadata.schema)
    const rows = await parquetReadObjects({ file, metadata, compressors })
    return { rows: rows.length, columns, sample: rows[0] ?? null, ...(all && { all: rows }) }
  }
}

async function readWithDuckDB() {
  const { DuckDBInstance } = await import('@duckdb/node-api')
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', threads: '1',
  })
  const connection = await instance.connect()
  const query = async sql => (await connection.runAndReadAll(sql)).getRows()
  return async path => {
    const table = `read_parquet('${path.replaceAll("'", "''")}')`
    const columns = (await query(`DESCRIBE SELECT * FROM ${table}`)).map(row => row[0])
    // The hash of each row makes the reader decode all of it.
    const [[count]] = await query(`SELECT count(*), bit_xor(hash(whole_row_)) FROM ${table} whole_row_`)
    const rows = (await query(`SELECT to_json(whole_row_)::VARCHAR FROM ${table} whole_row_ ${all ? '' : 'LIMIT 1'}`)).map(row => JSON.parse(row[0]))
    return { rows: Number(count), columns, sample: rows[0] ?? null, ...(all && { all: rows }) }
  }
}

function topLevelNames(schema) {
  const names = []
  let position = 1
  for (let i = 0; i < schema[0].num_children; i++) {
    names.push(schema[position].name)
    for (let open = 1; open > 0; position++) open += (schema[position].num_children ?? 0) - 1
  }
  return names
}

function plain(key, value) {
  if (value === undefined) return null
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  return value
}
