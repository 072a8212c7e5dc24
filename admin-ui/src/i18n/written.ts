// Finds texts that a page shows without asking for them in the reader's language. For tests only.

import ts from 'typescript';

/** Attributes whose value is read by people. */
const SHOWN = new Set(['label', 'title', 'placeholder', 'aria-label', 'helperText', 'verb', 'help', 'detail', 'text', 'extra', 'note', 'about', 'primary', 'secondary', 'name']);
/** Elements whose content is code, and parts whose `name` is no text. */
const CODE = /^(code|kbd|Key|pre)$/;
const NO_TEXT = new Set(['NileCare', 'msg["PID-5.1"] = msg.text("PID-5.1").to_upper();', 'prefix:IC', 'patients:read', 'ADT^A01', 'admin', 'channel.*', 'message/42', 'true', 'false']);

export function textsNotAsked(source: string): string[] {
  const file = ts.createSourceFile('page.tsx', source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const tell = (text: string) => {
    const isText = /[A-Za-z]{2,}/.test(text) && !NO_TEXT.has(text.trim());
    if (isText) found.push(text.includes('\n') ? text.trim() : text);
  };
  /** The texts that an expression comes to: both sides of a choice, not what is compared or called. */
  const leaves = (node: ts.Expression): void => {
    if (ts.isParenthesizedExpression(node)) leaves(node.expression);
    else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(leaves);
    else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) leaves(node.right);
    else if (ts.isBinaryExpression(node) && [ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(node.operatorToken.kind)) [node.left, node.right].forEach(leaves);
    else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) tell(node.text);
    else if (ts.isTemplateExpression(node)) tell([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(''));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxElement(node) && CODE.test(node.openingElement.tagName.getText())) return;
    if (ts.isJsxElement(node) && /component="(code|pre|kbd)"/.test(node.openingElement.getText())) return;
    if (ts.isJsxText(node)) tell(node.text.trim() === '' ? '' : node.text);
    if (ts.isJsxExpression(node) && node.expression && (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent))) leaves(node.expression);
    if (ts.isJsxAttribute(node) && node.initializer && isShown(node)) {
      if (ts.isStringLiteral(node.initializer)) tell(node.initializer.text);
      else if (ts.isJsxExpression(node.initializer) && node.initializer.expression) leaves(node.initializer.expression);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** `name` is a text for people only of a `Fact`; fields and files have names of other kinds. */
function isShown(attribute: ts.JsxAttribute): boolean {
  const name = attribute.name.getText();
  if (name === 'name') return attribute.parent.parent.tagName.getText() === 'Fact';
  return SHOWN.has(name) && !(name === 'text' && attribute.parent.parent.tagName.getText() === 'Copy');
}
