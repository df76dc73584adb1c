/** Reads from one source file what the import check needs: what it imports, and which globals it really uses. */
import { analyze, type Scope, type Variable } from '@typescript-eslint/scope-manager';
import { parseSync } from 'oxc-parser';

export interface ImportFact {
  readonly specifier: string;
  readonly line: number;
  readonly dynamic: boolean;
}

export interface UseFact {
  /** As written to be understood: `Date`, `Math.random`, `import.meta`, `localeCompare`. */
  readonly name: string;
  readonly kind: 'global' | 'math' | 'meta' | 'dynamic-import' | 'method' | 'reference';
  readonly line: number;
}

export interface SourceFacts {
  readonly imports: readonly ImportFact[];
  readonly uses: readonly UseFact[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/**
 * @param path File name, for the language (`.ts`, `.tsx`, `.js`) and for messages.
 * @param text Contents of the file.
 * @returns Imports and uses in the order of the file.
 * @throws Error with file and line when the text cannot be parsed.
 */
export function readSourceFacts(path: string, text: string): SourceFacts {
  const lineAt = lineIndex(text);
  const parsed = parseSync(path, text, { sourceType: 'module', astType: 'ts', range: true, preserveParens: false });
  const error = parsed.errors.find(({ severity }) => severity === 'Error');
  if (error !== undefined) {
    throw new Error(`${path}:${lineAt(error.labels[0]?.start ?? 0)}: cannot be parsed: ${error.message}`);
  }
  const program = parsed.program as unknown as Node;
  const parents = new Map<Node, Node>();
  const imports: ImportFact[] = [];
  const uses: UseFact[] = [];

  visit(program, parents, (node) => {
    const line = lineAt(node.start);
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'TSImportType':
      case 'TSExternalModuleReference': {
        const specifier = literalText((node.source ?? node.expression) as Node | null | undefined);
        if (specifier !== undefined) imports.push({ specifier, line, dynamic: false });
        break;
      }
      case 'ImportExpression': {
        const specifier = literalText(node.source as Node);
        if (specifier !== undefined) imports.push({ specifier, line, dynamic: true });
        uses.push({ name: specifier ?? '', kind: 'dynamic-import', line });
        break;
      }
      case 'MetaProperty':
        if ((node.meta as Node).name === 'import') uses.push({ name: 'import.meta', kind: 'meta', line });
        break;
      case 'MemberExpression': {
        const name = memberName(node);
        if (name !== undefined) uses.push({ name, kind: 'method', line });
        break;
      }
    }
  });

  for (const { value, start } of parsed.comments) {
    const reference = /^\/\s*<reference\s+(?:types|lib|path)\s*=\s*["']([^"']+)["']/.exec(value);
    if (reference !== null) uses.push({ name: reference[1] as string, kind: 'reference', line: lineAt(start) });
  }

  for (const identifier of globalReferences(program)) {
    const line = lineAt(identifier.start);
    const parent = parents.get(identifier);
    if (parent?.type === 'TSTypeQuery' || parent?.type === 'TSQualifiedName') continue;
    const name = identifier.name as string;
    if (name === 'Math') {
      for (const used of mathUses(identifier, parents)) uses.push({ name: used, kind: 'math', line });
    } else {
      uses.push({ name, kind: 'global', line });
    }
  }
  return { imports, uses: uses.sort((a, b) => a.line - b.line) };
}

/** Every identifier that reads or writes a variable which no declaration of this file brings to life. */
function globalReferences(program: Node): Node[] {
  const manager = analyze(program as unknown as Parameters<typeof analyze>[0], { sourceType: 'module', lib: [] });
  const found: Node[] = [];
  for (const scope of manager.scopes as Scope[]) {
    for (const reference of scope.references) {
      if (!reference.isValueReference) continue;
      if (reference.resolved === null || isAmbient(reference.resolved as Variable)) {
        found.push(reference.identifier as unknown as Node);
      }
    }
  }
  return found;
}

/** `declare const process: …` names a global, it does not make a variable. */
function isAmbient(variable: Variable): boolean {
  return (
    variable.defs.length > 0 &&
    variable.defs.every((definition) => {
      const node = definition.node as unknown as { declare?: boolean };
      const parent = definition.parent as unknown as { declare?: boolean } | null | undefined;
      return node.declare === true || parent?.declare === true;
    })
  );
}

/** The members of `Math` that one mention of it can reach: names, or `Math` itself when it gets out of sight. */
function mathUses(identifier: Node, parents: ReadonlyMap<Node, Node>): string[] {
  let parent = parents.get(identifier);
  let inner = identifier;
  while (parent !== undefined && /^TS(?:NonNull|As|Satisfies|TypeAssertion)/.test(parent.type)) {
    inner = parent;
    parent = parents.get(parent);
  }
  if (parent?.type === 'MemberExpression' && parent.object === inner) {
    const name = memberName(parent);
    return [name === undefined ? 'Math[…]' : `Math.${name}`];
  }
  const pattern = (parent?.id ?? parent?.left) as Node | undefined;
  if ((parent?.init === inner || parent?.right === inner) && pattern?.type === 'ObjectPattern') {
    return (pattern.properties as Node[]).map((property) => {
      const key = property.key as Node | undefined;
      if (property.type !== 'Property' || key === undefined) return 'Math[…]';
      const name = property.computed === true ? literalText(key) : (key.name ?? literalText(key));
      return typeof name === 'string' ? `Math.${name}` : 'Math[…]';
    });
  }
  return ['Math[…]'];
}

function memberName(node: Node): string | undefined {
  const property = node.property as Node;
  if (node.computed !== true) return property.name as string;
  return literalText(property);
}

function literalText(node: Node | null | undefined): string | undefined {
  if (node === null || node === undefined) return undefined;
  if (node.type === 'TSLiteralType') return literalText(node.literal as Node);
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  const [text, ...more] = (node.type === 'TemplateLiteral' ? node.quasis : []) as { value: { cooked: string } }[];
  if (text !== undefined && more.length === 0) return text.value.cooked;
  return undefined;
}

function visit(node: Node, parents: Map<Node, Node>, enter: (node: Node) => void): void {
  enter(node);
  for (const key of Object.keys(node)) {
    const value = node[key];
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!isNode(child)) continue;
      parents.set(child, node);
      visit(child, parents, enter);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** @returns A function from offset to line number, counted from 1. */
function lineIndex(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
