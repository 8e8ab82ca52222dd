// The anatomies that a view knows, by their names.

/** @param {{anatomies: {name: string, label: string}[]}} facts */
export const anatomyOf = ({ anatomies }, name) => anatomies.find((anatomy) => anatomy.name === name);
