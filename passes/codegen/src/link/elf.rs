//! Writes the artifact's ELF file. Loadable segments lie in the file as they do in memory, so that
//! mapping is one `mmap` each; every section of ours starts on a page, so that it can be mapped too.

use object::elf;
use object::write::elf::{FileHeader, ProgramHeader, SectionHeader, Sym, Writer};
use object::{Endianness, write};
use preheat_formats::abi::HOST_PAGE;
use preheat_formats::artifact::{RODATA, TEXT};
use preheat_passes::ir::Module;

use super::error::LinkError;
use super::linked::Linked;
use super::placed::{Placed, TEXT_ADDRESS};

/// Position of `.text` among the sections; the null section comes before it.
const TEXT_INDEX: u32 = 1;

/// The whole file but its trailer. Code and constants are loaded; `sections` are only read. A symbol
/// table names the code for debuggers and profilers.
pub(crate) fn write(
    linked: &Linked,
    module: &Module,
    sections: &[(&str, Vec<u8>)],
) -> Result<Vec<u8>, LinkError> {
    // A wasm name may hold a zero byte, which would end an ELF name.
    let name_of = |code: &Placed| code.name(module).replace('\0', "\u{fffd}");
    let names: Vec<String> = linked.code.iter().map(name_of).collect();
    let mut file = Vec::new();
    let mut writer = Writer::new_single_phase(Endianness::Little, true, &mut file);
    let header = FileHeader {
        os_abi: elf::ELFOSABI_NONE,
        e_type: elf::ET_DYN,
        e_machine: elf::EM_X86_64,
        ..FileHeader::default()
    };
    writer.write_file_header(&header)?;
    writer.write_program_headers_placeholder(2);

    let mut headers = vec![];
    writer.pad_until(TEXT_ADDRESS);
    writer.write(&linked.text);
    headers.push(SectionHeader {
        sh_name: name(&mut writer, TEXT),
        sh_flags: elf::SHF_ALLOC | elf::SHF_EXECINSTR,
        ..section(TEXT_ADDRESS, TEXT_ADDRESS, linked.text.len(), HOST_PAGE)
    });
    let address = linked.rodata_address;
    writer.pad_until(address);
    writer.write(&linked.rodata);
    headers.push(SectionHeader {
        sh_name: name(&mut writer, RODATA),
        sh_flags: elf::SHF_ALLOC,
        ..section(address, address, linked.rodata.len(), HOST_PAGE)
    });
    for (title, data) in sections {
        let offset = writer.write_align(HOST_PAGE);
        writer.write(data);
        headers.push(SectionHeader {
            sh_name: name(&mut writer, title),
            ..section(0, offset, data.len(), HOST_PAGE)
        });
    }
    write_symbols(&mut writer, linked, &names);
    let count = linked.code.len() as u32 + 1;
    writer.write_strtab()?;
    writer.write_shstrtab()?;
    writer.write_null_section_header();
    for header in &headers {
        writer.write_section_header(header);
    }
    // The symbol table's header names the string table, so that one comes first. All symbols are local.
    writer.write_strtab_section_header();
    writer.write_symtab_section_header(count);
    writer.write_shstrtab_section_header();

    let segments = [
        segment(elf::PF_R | elf::PF_X, TEXT_ADDRESS, linked.text.len()),
        segment(elf::PF_R, linked.rodata_address, linked.rodata.len()),
    ];
    let mut start = Vec::new();
    writer.write_headers_to(&mut start, &segments)?;
    file[..start.len()].copy_from_slice(&start);
    Ok(file)
}

fn name<'n>(writer: &mut Writer<'n, write::elf::SinglePhase>, name: &'n str) -> u32 {
    let id = writer.add_section_name(name.as_bytes());
    writer.section_name_offset(Some(id))
}

fn section(address: u64, offset: u64, len: usize, align: u64) -> SectionHeader {
    SectionHeader {
        sh_type: elf::SHT_PROGBITS,
        sh_addr: address,
        sh_offset: offset,
        sh_size: len as u64,
        sh_addralign: align,
        ..SectionHeader::default()
    }
}

/// Lies in the file where it lies in memory.
fn segment(flags: elf::ProgramFlags, address: u64, len: usize) -> ProgramHeader {
    ProgramHeader {
        p_type: elf::PT_LOAD,
        p_flags: flags,
        p_offset: address,
        p_vaddr: address,
        p_paddr: address,
        p_filesz: len as u64,
        p_memsz: len as u64,
        p_align: HOST_PAGE,
    }
}

fn write_symbols<'n>(
    writer: &mut Writer<'n, write::elf::SinglePhase>,
    linked: &Linked,
    names: &'n [String],
) {
    writer.write_null_symbol();
    for (code, name) in linked.code.iter().zip(names) {
        let id = writer.add_string(name.as_bytes());
        let symbol = Sym {
            section: Some(TEXT_INDEX),
            st_name: writer.string_offset(Some(id)),
            st_info: elf::SymbolInfo::new(elf::STB_LOCAL, elf::STT_FUNC),
            st_value: TEXT_ADDRESS + u64::from(code.offset),
            st_size: u64::from(code.len),
            st_other: elf::SymbolOther(elf::STV_DEFAULT.0),
            // Given by `section`.
            st_shndx: elf::SHN_UNDEF,
        };
        writer.write_symbol(&symbol);
    }
}
